"""The one form for all options, wherever a layer of them is edited."""
