"""The pages of the window and what paints their rows; they ask for changes and never make them."""
