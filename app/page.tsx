import { ScanSearch, Share2, Sprout } from "lucide-react";
import { Mark } from "@/components/brand/mark";
import { ThemeButton } from "@/components/theme/theme-button";
import { GrowingStrip } from "@/components/welcome/growing-strip";
import { RecentSessions } from "@/components/welcome/recent-sessions";
import { StartButton } from "@/components/welcome/start-button";

const abilities = [
  {
    icon: ScanSearch,
    title: "Find the seed",
    text: "Drop a picture. Seedbed works backwards to the patch of noise that an image model grows it from.",
  },
  {
    icon: Sprout,
    title: "Watch it grow back",
    text: "Every step arrives as it is computed. Compare the result with your picture, pixel by pixel and in numbers.",
  },
  {
    icon: Share2,
    title: "Look together",
    text: "A session's address is its invitation. Whoever opens it sees the same pictures and the same steps, live.",
  },
];

export default function FirstPage() {
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-6 max-sm:px-4">
      <header className="flex h-16 items-center gap-3">
        <Mark className="size-8" />
        <span className="grow font-semibold text-base">Seedbed</span>
        <ThemeButton />
      </header>
      <main className="flex grow flex-col justify-center gap-12 py-8 max-sm:gap-8 max-sm:py-4">
        <div className="flex flex-col gap-6">
          <h1 className="max-w-3xl text-balance font-semibold text-5xl leading-[1.1] tracking-tight max-sm:text-4xl">
            Every picture grows from a seed.
          </h1>
          <p className="max-w-2xl text-ink-soft text-lg leading-7">
            Seedbed is a shared studio for finding the seeds behind pictures, and for watching them grow back, step by
            step, together.
          </p>
          <StartButton />
          <RecentSessions />
        </div>
        <GrowingStrip />
        <ul className="grid grid-cols-3 gap-8 max-md:grid-cols-1 max-md:gap-5">
          {abilities.map(({ icon: Icon, title, text }) => (
            <li key={title} className="flex gap-3">
              <Icon size={20} className="mt-0.5 shrink-0 text-leaf" aria-hidden="true" />
              <div className="flex flex-col gap-1">
                <h2 className="font-semibold">{title}</h2>
                <p className="text-ink-soft">{text}</p>
              </div>
            </li>
          ))}
        </ul>
      </main>
      <footer className="py-6 text-[13px] text-ink-faint">
        No account needed. Pictures stay on the machine that runs Seedbed.
      </footer>
    </div>
  );
}
