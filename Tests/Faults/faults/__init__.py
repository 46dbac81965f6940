"""What happens to requests and data when a part of an installation fails."""
