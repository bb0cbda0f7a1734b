"use client";

import { useEffect, useState } from "react";

const kept = 160;
const cache = new Map<string, Promise<ImageBitmap>>();

/** Decoded once for all who show it; what has not been asked for longest is let go first. */
function load(url: string): Promise<ImageBitmap> {
  const known = cache.get(url);
  if (known) {
    cache.delete(url);
    cache.set(url, known);
    return known;
  }
  const loading = fetch(url)
    .then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.blob();
    })
    .then((blob) => createImageBitmap(blob));
  loading.catch(() => cache.delete(url));
  cache.set(url, loading);
  for (const oldest of cache.keys()) {
    if (cache.size <= kept) break;
    cache.delete(oldest);
  }
  return loading;
}

const pauses = [500, 1500, 4000, 8000];

/** The decoded picture at an address, null until it is there; tries again while the server is away. */
export function useBitmap(url: string | null): ImageBitmap | null {
  const [loaded, setLoaded] = useState<{ url: string; bitmap: ImageBitmap } | null>(null);

  useEffect(() => {
    if (!url) return;
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = (failures: number) => {
      load(url).then(
        (bitmap) => wanted && setLoaded({ url, bitmap }),
        () => {
          const pause = pauses[failures];
          if (wanted && pause) timer = setTimeout(() => attempt(failures + 1), pause);
        },
      );
    };
    attempt(0);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [url]);

  return loaded && loaded.url === url ? loaded.bitmap : null;
}
