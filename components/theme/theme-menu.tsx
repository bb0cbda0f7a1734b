"use client";

import { Monitor, Moon, Sun, SunMoon } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../ui/button";
import { Menu, MenuChoice } from "../ui/menu";
import { chooseTheme, chosenTheme, type Theme } from "./theme";

const choices = [
  { value: "system", name: "As the system", icon: <Monitor size={16} /> },
  { value: "light", name: "Light", icon: <Sun size={16} /> },
  { value: "dark", name: "Dark", icon: <Moon size={16} /> },
] as const satisfies readonly { value: Theme; name: string; icon: unknown }[];

export function ThemeMenu() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(chosenTheme()), []);
  return (
    <Menu
      trigger={
        <Button square tone="quiet" aria-label="Theme" title="Light or dark">
          <SunMoon size={18} />
        </Button>
      }
    >
      <MenuChoice
        value={theme}
        choices={choices}
        onChoose={(next) => {
          setTheme(next);
          chooseTheme(next);
        }}
      />
    </Menu>
  );
}
