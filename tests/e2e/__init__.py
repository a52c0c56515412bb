"""The whole application, driven as a person does: a real window, a real mouse and keys."""
