"""Tables over places, forms, ages … with so much hidden that no small number can be worked out."""
