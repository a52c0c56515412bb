"""The whole application, driven as a person does: a real window on a virtual screen, a real mouse and keys."""
