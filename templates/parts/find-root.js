(() => {
  const style = document.querySelector("link[rel=stylesheet]");
  if (getComputedStyle(document.documentElement).getPropertyValue("--paper")) return;
  const name = "static/styles/site.css";
  const known = style.getAttribute("href").slice(0, -name.length);
  const folders = location.pathname.split("/").slice(0, -1);
  const roots = folders.map((_, depth) => `${folders.slice(0, depth + 1).join("/")}/`);
  const correct = (root) => {
    for (const link of document.querySelectorAll(`[href^="${known}"]`)) {
      link.setAttribute("href", root + link.getAttribute("href").slice(known.length));
    }
  };
  const look = async ([root, ...others]) => {
    if (!root) return;
    const { ok, headers } = await fetch(root + name, { method: "HEAD" });
    if (ok && headers.get("Content-Type").startsWith("text/css")) correct(root);
    else await look(others);
  };
  look(roots);
})();
