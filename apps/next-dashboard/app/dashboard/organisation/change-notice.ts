"use server";

import { refresh } from "next/cache";
import { textOf } from "@/lib/form";
import { saveNotice } from "@/lib/organisations";
import { ownedOrganisation } from "./owned";

interface Answer {
  readonly saved: boolean;
  readonly text: string;
}

export async function changeNotice(_: Answer | null, form: FormData): Promise<Answer> {
  const organisation = await ownedOrganisation(form);
  refresh();
  if (!organisation)
    return { saved: false, text: "Not saved: you are not an owner of this organisation now." };
  const letters = [...textOf(form, "notice").trim()];
  await saveNotice(organisation, letters.slice(0, 200).join(""));
  return { saved: true, text: "Saved." };
}
