"""What other rooms may use of tips."""
