"""The ways out of the house: mail, and text messages through the city's mail-to-SMS gateway."""
