"""What every page shares: template tags, symbol buttons, charts. Knows no model."""
