"""What goes over the API's wire, as pydantic models that server and client share; nothing is done here."""
