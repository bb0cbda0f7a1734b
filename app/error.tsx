"use client";

import { Button } from "@/components/ui/button";
import { Message } from "@/components/welcome/message";

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <Message
      title="The page stumbled"
      action={
        <Button tone="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      Everything in the session is kept on the server. If it happens again, reload the page.
    </Message>
  );
}
