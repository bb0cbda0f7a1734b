import { Workbench } from "@/components/studio/workbench";

export default function StudioPage() {
  return <Workbench />;
}
