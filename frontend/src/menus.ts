/** Menus are `details`: one at a time is open, Escape and a click elsewhere close it. */
export function tendMenus(): void {
  const open = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>("details.drop[open]")];
  document.addEventListener("click", (event) => {
    for (const menu of open()) {
      const isInside = event.target instanceof Node && menu.contains(event.target);
      const isChosen = event.target instanceof Element && event.target.closest(".drop li button, .drop li a") !== null;
      if (!isInside || isChosen) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary")?.focus();
    }
  });
}
