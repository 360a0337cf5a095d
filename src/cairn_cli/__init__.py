"""The command `cairn`: one module per sub-command."""
