/**
 * Plays the recording from a paragraph when its time is clicked, and shows which paragraph is being
 * played. Without this script the times are links to the recording.
 */

import { readAnchor } from "../permalinks/fragment.ts";
import { findPlaying, readBeginnings } from "../recordings/beginnings.ts";
import { findClicked } from "../shared/clicks.ts";
import type { Beginning } from "../recordings/beginnings.ts";

function main(document: Document): void {
  const player = document.querySelector(".recording-player");
  if (!(player instanceof HTMLMediaElement)) return;
  const beginnings = readBeginnings(document);
  document.addEventListener("click", (event) => {
    const link = findClicked(event, "a.listen");
    if (!link) return;
    event.preventDefault();
    void playFrom(player, link);
  });
  followText(player, beginnings);
  cue(player, beginnings);
  window.addEventListener("hashchange", () => cue(player, beginnings));
}

/** Plays from a paragraph's time; if the recording cannot be played here, opens it. */
async function playFrom(player: HTMLMediaElement, link: HTMLAnchorElement): Promise<void> {
  player.currentTime = Number(link.dataset["seconds"]);
  try {
    await player.play();
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return; // paused at once
    location.assign(link.href);
  }
}

/** Marks the paragraph that is being played, and keeps it in view. */
function followText(player: HTMLMediaElement, beginnings: readonly Beginning[]): void {
  let shown: Beginning | undefined;
  const follow = (): void => {
    const playing = findPlaying(beginnings, player.currentTime);
    if (playing === shown) return;
    const wasInView = !shown || isInView(shown.paragraph);
    mark(shown, false);
    mark(playing, true);
    shown = playing;
    // A reader who has scrolled elsewhere is left there.
    if (playing && wasInView && !player.paused) scrollTo(playing.paragraph);
  };
  player.addEventListener("timeupdate", () => player.played.length && follow());
  player.addEventListener("seeking", () => player.played.length && follow());
  player.addEventListener("play", follow);
}

function mark(beginning: Beginning | undefined, isPlaying: boolean): void {
  beginning?.paragraph.classList.toggle("is-playing", isPlaying);
  if (isPlaying) beginning?.link.setAttribute("aria-current", "true");
  else beginning?.link.removeAttribute("aria-current");
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

function scrollTo(paragraph: Element): void {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  paragraph.scrollIntoView({ block: "nearest", behavior: isStill ? "instant" : "smooth" });
}

/**
 * Makes a recording that has not been played begin with the paragraph or the answer that the page's
 * address names, or else, on the page of an answer, with the answer.
 */
function cue(player: HTMLMediaElement, beginnings: readonly Beginning[]): void {
  if (player.played.length || !player.paused) return;
  const target = document.getElementById(readAnchor(location.hash));
  const named = target?.closest(".paragraph, .exchange");
  const place = named ?? document.querySelector("main.answer .exchange");
  const first = place && beginnings.find((one) => place.contains(one.paragraph));
  if (first) player.currentTime = first.seconds;
}

main(document);
