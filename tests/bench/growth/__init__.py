"""How Liandong grows: ten thousand, a hundred thousand, a million matters, and what answers as before."""
