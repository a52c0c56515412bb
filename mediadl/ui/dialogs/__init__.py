"""Dialogs of the window. They are shown, never executed: nothing waits inside one."""
