"""The window: the only place where Qt is imported. Views ask the engine and never change a job."""

from mediadl.ui.unused_features import leave_out

leave_out()
