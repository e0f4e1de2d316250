/// The TLS policy server for Postfix: what each domain's mail is owed, as an answer to
/// `smtp_tls_policy_maps`.
@NullMarked
package org.signet.guard.tls;

import org.jspecify.annotations.NullMarked;
