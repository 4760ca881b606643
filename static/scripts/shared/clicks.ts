/** Returns the link of a kind that is clicked to follow it, and not to open it elsewhere. */
export function findClicked(event: MouseEvent, selector: string): HTMLAnchorElement | null {
  const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>(selector) : null;
  return button || ctrlKey || metaKey || shiftKey || altKey ? null : link;
}
