"""The receivers' room: own key, team's key, tips, hand-overs, timers; and the frame that staff keep of receivers."""
