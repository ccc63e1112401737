"""What other rooms may use of cooperation."""
