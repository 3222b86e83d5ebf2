import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A file that someone who pairs an instance might work on. */
const text = `"""Answers what customers ask most."""

from dataclasses import dataclass

from gateway import listen, reply

ANSWERS = {
    "hours": "We are open from 9 to 17 h.",
    "address": "12 Harbour Street, first floor.",
    "price": "The list is at example.com/prices.",
}


@dataclass
class Message:
    sender: str
    body: str


def answer(message: Message) -> str:
    body = message.body.lower()
    for word, text in ANSWERS.items():
        if word in body:
            return text
    return "A colleague will answer soon."


for message in listen(port=3000):
    reply(message.sender, answer(message))
`;

/** The only file of the sample. */
export const sampleFile = 'bot.py';

/** Creates a folder with the sample in another folder; returns its path. */
export async function makeSample(parent: string): Promise<string> {
  const folder = path.join(parent, 'support-bot');
  await mkdir(folder);
  await writeFile(path.join(folder, sampleFile), text);
  return folder;
}
