"use client";

import { useStudio } from "./state/studio-context";

/** Finished work, failures and arrivals, for those who hear the page. */
export function Announcer() {
  const announcements = useStudio((state) => state.announcements);
  return (
    <div role="status" aria-live="polite" aria-label="What happened" className="sr-only">
      {announcements.map((announcement) => (
        <p key={announcement.id}>{announcement.text}</p>
      ))}
    </div>
  );
}
