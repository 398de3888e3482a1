import { requireSession } from "@/lib/session-next";

export default async function Dashboard() {
  const session = await requireSession();
  return <h1>{`The dashboard of ${session.userId}`}</h1>;
}
