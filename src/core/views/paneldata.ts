import type { Country } from '../pairing/numberform';
import type { Timer } from '../time/countdown';
import type { Action } from './intent';

/** A code to draw. The value is a live credential. */
export interface PanelCode {
  readonly value: string;
  /** What the picture is, for those who don't see it. */
  readonly label: string;
  /** From then on the page covers the code by itself. */
  readonly validMs: number;
  /** What is said, and offered, where there is too little room for a camera to read it. */
  readonly cramped: { readonly text: string; readonly action: Action };
  /** How it is hidden until the user wants to see it; absent where it isn't. */
  readonly hideCode?: HiddenCode;
}

/** The panel as plain data, whole; the page draws it and decides nothing. */
export interface PanelView {
  readonly tone: 'busy' | 'code' | 'covered' | 'success' | 'problem' | 'rest';
  /** Name of the instance. */
  readonly title: string;
  readonly headline: string;
  readonly details: readonly string[];
  /** What to do, in order. */
  readonly steps: readonly string[];
  readonly code?: PanelCode;
  /** What covers a dead code. */
  readonly cover?: string;
  readonly timer?: Timer;
  /** Something to know that needs no action. */
  readonly notes: readonly string[];
  /** Linking with a phone number, in the place of the QR code. */
  readonly pairingCode?: PairingCodeView;
  /** A page on the web that the user has to visit. */
  readonly site?: { readonly href: string; readonly label: string };
  /** The queue, in the panel in which several are paired in a row. */
  readonly queue?: QueueView;
  /** The first one is the most useful. */
  readonly actions: readonly Action[];
  readonly announcement: Announcement;
}

/** What the live region says; said again when `id` changes. */
export interface Announcement {
  readonly id: string;
  readonly text: string;
  /** Whether it is for the ears of someone who looks at other instances too: somebody is linked, or has to do something. */
  readonly loud?: boolean;
}

/** The queue in which the instance is paired. */
export interface QueueView {
  /** Name of the whole. */
  readonly name: string;
  /** Whose turn it is, such as "3 of 12: Ahmed"; absent when it is over. */
  readonly heading?: string;
  readonly done: number;
  readonly total: number;
  /** Whether the monitor tells of the one whose turn it is. */
  readonly monitored: boolean;
  /** The one that a move of the queue is told by. */
  readonly current: string;
  readonly actions: readonly Action[];
  /** What became of each, when it is over. */
  readonly results?: readonly QueueResult[];
  /** All that the page needs to keep across reloads of the window: no secret is in it. */
  readonly kept: unknown;
}

/** What became of one instance in a queue. */
export interface QueueResult {
  readonly outcome: 'waiting' | 'linked' | 'skipped' | 'failed';
  /** Its label, or its ID. */
  readonly name: string;
  /** Its ID where that isn't its name, and its gateway where that isn't the default one. */
  readonly more: string;
  /** In words. */
  readonly text: string;
}

/** How a code is kept from those who share the screen: not at all, shown while something is held, or shown at a press. */
export type HideCodeMode = 'off' | 'hold' | 'toggle';

/** A code that is hidden until the user wants to see it. */
export interface HiddenCode {
  readonly mode: Exclude<HideCodeMode, 'off'>;
  /** What is said in the code's place. */
  readonly text: string;
  /** What shows it, and hides it again. */
  readonly show: string;
  readonly hide: string;
}

/** The part of the panel in which a phone is linked by its number; it stands where the QR code else is. */
export interface PairingCodeView {
  readonly form?: NumberFormView;
  readonly code?: ShownPairingCode;
  /** Whether a code was here that is too old. */
  readonly covered?: boolean;
}

/** The form for the number. */
export interface NumberFormView {
  readonly labels: { readonly country: string; readonly number: string; readonly send: string };
  readonly countries: readonly Country[];
  /** BCP 47, of the countries' names. */
  readonly language: string;
  readonly country: string;
  /** A secret, to be put into an empty field only. */
  readonly text: string;
  /** How the number was understood, or an example. */
  readonly hint: string;
  /** What is wrong with it. */
  readonly problem?: string;
}

/** The code to type on the phone; a live credential. */
export interface ShownPairingCode {
  /** As it is seen, "ABCD-1234". */
  readonly text: string;
  /** As it is read aloud, letter by letter. */
  readonly spoken: string;
  /** How it is hidden until the user wants to see it; absent where it isn't. */
  readonly hideCode?: HiddenCode;
  /** From then on the page covers it by itself. */
  readonly validMs: number;
}
