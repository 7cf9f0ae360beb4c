// Runs before the first paint: a theme chosen by hand must not flash the other one.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage may be closed to us: the system's theme then holds */ }
