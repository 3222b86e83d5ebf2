import * as vscode from 'vscode';

const key = 'terminalSentences';

/**
 * Whether terminals write sentences instead of drawing. The editor doesn't tell extensions whether it has detected a screen
 * reader, so the user’s last choice in a terminal counts, else whether they have turned on the support for screen readers.
 */
export class SentencesChoice {
  constructor(private readonly state: vscode.Memento) {}

  get on(): boolean {
    const chosen = this.state.get<unknown>(key);
    if (typeof chosen === 'boolean') return chosen;
    return vscode.workspace.getConfiguration('editor').get('accessibilitySupport') === 'on';
  }

  /** Remembers the user’s choice, for later windows too. */
  async choose(on: boolean): Promise<void> {
    await this.state.update(key, on);
  }
}
