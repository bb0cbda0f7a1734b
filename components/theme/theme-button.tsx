"use client";

import { Moon, Sun, SunMoon } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../ui/button";
import { chooseTheme, chosenTheme, type Theme } from "./theme";

const looks = {
  system: { icon: SunMoon, name: "as the system", next: "light" },
  light: { icon: Sun, name: "light", next: "dark" },
  dark: { icon: Moon, name: "dark", next: "system" },
} as const satisfies Record<Theme, { icon: unknown; name: string; next: Theme }>;

/** Goes round: as the system, light, dark. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(chosenTheme()), []);
  const { icon: Icon, name, next } = looks[theme];
  return (
    <Button
      square
      tone="quiet"
      aria-label={`Theme: ${name}`}
      title={`Theme: ${name}. Next: ${looks[next].name}.`}
      onClick={() => {
        setTheme(next);
        chooseTheme(next);
      }}
    >
      <Icon size={18} />
    </Button>
  );
}
