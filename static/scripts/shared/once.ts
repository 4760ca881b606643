/** Loads things once. A failed attempt is repeated on the next call. */

/** Returns a function that loads something once. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  const loadIt = onceEach(load);
  return () => loadIt(undefined);
}

/** Returns a function that loads something once for each key. */
export function onceEach<Key, T>(load: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const known = new Map<Key, Promise<T>>();
  return (key) => {
    const loaded = known.get(key) ?? load(key);
    if (!known.has(key)) {
      known.set(key, loaded);
      loaded.catch(() => known.delete(key));
    }
    return loaded;
  };
}
