"""Which page shows the form that posts to an address, where it is not the address itself."""

SHOWN_ON = {"register:confirm": "register:upload", "register:restart": "register:upload"}
