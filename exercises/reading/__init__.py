"""From the text of one exercise file to its parts; every complaint names the line and the cure."""
