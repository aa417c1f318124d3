// A formula too wide for its line scrolls in its own box; keys must reach that box.
const reach = () => {
  for (const formula of document.querySelectorAll('math[display="block"]')) {
    const wide = formula.scrollWidth > formula.clientWidth + 1;
    if (wide) formula.setAttribute('tabindex', '0');
    else formula.removeAttribute('tabindex');
  }
};

addEventListener('resize', reach);
document.addEventListener('htmx:afterSettle', reach);
document.fonts.ready.then(reach);
