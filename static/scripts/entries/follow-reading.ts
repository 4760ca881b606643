/** Marks in the contents what is being read, and keeps it in view. */

const LINE = 0.3; // of the window's height: what begins above it is being read

function main(list: HTMLElement): void {
  const links = [...list.querySelectorAll<HTMLAnchorElement>("a[href*='#']")];
  const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
  let current: HTMLAnchorElement | undefined;
  let isPlanned = false;

  const follow = () => {
    isPlanned = false;
    const line = innerHeight * LINE;
    const begun = parts.findIndex((part) => part && part.getBoundingClientRect().top > line);
    const now = links.at((begun < 0 ? links.length : Math.max(begun, 1)) - 1);
    if (now === current) return;
    current?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "location");
    current = now;
    if (now && !list.matches(":hover, :focus-within")) show(now, list);
  };

  addEventListener(
    "scroll",
    () => {
      if (!isPlanned) requestAnimationFrame(follow);
      isPlanned = true;
    },
    { passive: true },
  );
  follow();
}

/** Scrolls the list, and not the page, until the link is near its middle. */
function show(link: HTMLElement, list: HTMLElement): void {
  const [inner, outer] = [link.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    list.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  }
}

const list = document.querySelector<HTMLElement>(".contents > details");
if (list) main(list);
