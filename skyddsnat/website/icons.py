"""Line icons drawn on a 24-unit grid, one stroke, no fill: the inside of `<svg>` for each name."""

ICONS: dict[str, str] = {
    # the links of the chain
    "decision": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 11h6M9 14h6M9 17h3"/>',
    "clause": '<path d="M8 5c-2.5 1.6-4 4-4 7h4v6H4M19 5c-2.5 1.6-4 4-4 7h4v6h-4"/>',
    "obligation": '<path d="M5 5h14v15H5zM5 9.5h14M9 3v4M15 3v4"/><path d="m9 15 2 2 4-4"/>',
    "condition": '<path d="M12 4v16M6 8h12M6 8l-3 7h6zM18 8l-3 7h6zM8 20h8"/>',
    "activity": '<path d="M4 6h9M4 12h13M4 18h6"/><circle cx="16.5" cy="6" r="2"/>'
    '<circle cx="20" cy="12" r="1.5"/>'
    '<circle cx="13.5" cy="18" r="2"/>',
    "budget": '<path d="M12 3a9 9 0 1 0 9 9h-9z"/><path d="M16 3.5A8.6 8.6 0 0 1 20.5 8H16z"/>',
    "voucher": '<path d="M6 3h12v18l-3-2-3 2-3-2-3 2z"/><path d="M9 8h6M9 12h6"/>',
    "evidence": '<path d="M9 4h6v3H9z"/><path d="M9 5.5H6V21h12V5.5h-3"/><path d="m9 14 2 2 4-4"/>',
    "indicator": '<path d="M4 20h16M7 20v-6M12 20V5M17 20v-9"/>',
    "sentence": '<path d="M4 6h16M4 11h16M4 16h9"/><path d="m16 18 1.5 1.5L21 16"/>',
    "document": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4"/>',
    # places in the product
    "home": '<path d="m4 11 8-7 8 7v9h-5v-6H9v6H4z"/>',
    "desk": '<path d="M3 9h18v3H3zM5 12v8M19 12v8M13 12h6v4h-6zM8 9V5h5v4"/>',
    "money": '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 8v8M14.5 8l-5 4 5 4"/>',
    "report": '<path d="M5 3h14v18H5z"/><path d="M8 7h8M8 17v-3M12 17v-6M16 17v-4"/>',
    "people": '<circle cx="9" cy="8" r="3.2"/>'
    '<path d="M3 20c0-3.6 2.6-6 6-6s6 2.4 6 6M15.5 5a3.2 3.2 0 0 1 0 6'
    'M17 14.3c2.4.7 4 2.9 4 5.7"/>',
    "user": '<circle cx="12" cy="8" r="3.7"/><path d="M5 20.5c0-4 3-6.5 7-6.5s7 2.5 7 6.5"/>',
    "place": '<path d="M12 21s-7-6.3-7-11.5a7 7 0 0 1 14 0C19 14.7 12 21 12 21z"/>'
    '<circle cx="12" cy="9.5" r="2.5"/>',
    "calendar": '<path d="M4 5.5h16V20H4zM4 10h16M8.5 3v4M15.5 3v4"/>',
    "shield": '<path d="M12 3 5 6v5.5c0 4.3 2.9 7.6 7 9.5 4.1-1.9 7-5.2 7-9.5V6z"/>',
    "child": '<circle cx="12" cy="6.5" r="3"/><path d="M6 11.5c4 2 8 2 12 0M12 13v3l-3 5M12 16l3 5"/>',
    "dialogue": '<path d="M4 5h12v8H9l-4 3v-3H4z"/><path d="M19 9h1v8h-1v3l-4-3h-4v-1"/>',
    "plan": '<path d="M4 4v16h16"/><path d="M8 8h6M10 12h8M8 16h5"/>',
    "folder": '<path d="M3 6h7l2 2.5h9V19H3z"/>',
    "help": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.7.4-1.1.9-1.1 1.7v.5M12 17v.1"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/>'
    '<circle cx="9" cy="17" r="2"/>',
    # verbs
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "edit": '<path d="m5 19 .8-4L16 4.8 19.2 8 9 18.2z"/><path d="m14 7 3 3"/>',
    "trash": '<path d="M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5"/>',
    "download": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14"/>',
    "upload": '<path d="M12 16V5M7.5 9 12 4.5 16.5 9M5 20h14"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "filter": '<path d="M4 6h16l-6 7v6l-4-2v-4z"/>',
    "star": '<path d="m12 4 2.4 5.2 5.6.6-4.2 3.8 1.2 5.6L12 16.3l-5 2.9 1.2-5.6L4 9.8l5.6-.6z"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7'
    'M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "unlock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.8-1"/>',
    "history": '<path d="M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2"/>',
    "key": '<circle cx="8" cy="15" r="4"/><path d="m11 12 8-8M16 7l3 3M13.5 9.5l2 2"/>',
    "sign-out": '<path d="M14 4H6v16h8M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
    "more": '<g fill="currentColor"><circle cx="5" cy="12" r="1.2"/>'
    '<circle cx="12" cy="12" r="1.2"/><circle cx="19" cy="12" r="1.2"/></g>',
    "globe": '<circle cx="12" cy="12" r="8.5"/>'
    '<path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17"/>',
    "contrast": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17M12 8l4-2.5M12 12.5l7-4M12 17l8-5"/>',
    # signs
    "check": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "cross": '<path d="M6 6l12 12M18 6 6 18"/>',
    "warning": '<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5M12 17.3v.1"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "arrow-left": '<path d="M20 12H4M10 6l-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h16M14 6l6 6-6 6"/>',
    "arrow-up": '<path d="M12 20V4M6 10l6-6 6 6"/>',
    "arrow-down": '<path d="M12 4v16M6 14l6 6 6-6"/>',
    "chevron": '<path d="m9 6 6 6-6 6"/>',
}
