"""Problem sets as their instructors write, try and bend them."""
