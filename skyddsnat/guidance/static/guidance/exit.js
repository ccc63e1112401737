// Leave the page at once, by the button or by Esc, in the same window and without a way back to it in the history.
(() => {
  const link = document.querySelector("[data-quick-exit]");
  const leave = (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "";
    location.replace(link.href);
  };
  link.addEventListener("click", leave);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) leave(event);
  });
})();
