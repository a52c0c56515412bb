"""What is asked for when an account is added, a form for each way."""
