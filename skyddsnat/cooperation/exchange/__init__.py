"""What goes to other authorities: chosen field by field, sealed to them, acknowledged, withdrawn and logged."""
