import { Message } from "@/components/welcome/message";

export default function NotFound() {
  return (
    <Message title="There is nothing at this address">
      Check the link for a missing letter, or begin again from the first page.
    </Message>
  );
}
