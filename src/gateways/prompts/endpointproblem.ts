import * as vscode from 'vscode';
import type { EndpointProblem } from '../../core/gateways/endpoint';

/** A sentence that says what is wrong with an endpoint. */
export function endpointSentence(problem: EndpointProblem): string {
  switch (problem) {
    case 'notUrl':
      return vscode.l10n.t('The endpoint is not a valid URL. Example: https://api.wawp.net');
    case 'scheme':
      return vscode.l10n.t('The endpoint must start with https://.');
    case 'insecure':
      return vscode.l10n.t(
        'The endpoint must start with https://. Over http://, others could read the access token. Only localhost may use http://.',
      );
    case 'credentials':
      return vscode.l10n.t('The endpoint must not contain a user name or password.');
    case 'query':
      return vscode.l10n.t('The endpoint must not have a query (“?” and the text after it).');
    case 'fragment':
      return vscode.l10n.t('The endpoint must not have a fragment (“#” and the text after it).');
    default:
      return problem satisfies never;
  }
}
