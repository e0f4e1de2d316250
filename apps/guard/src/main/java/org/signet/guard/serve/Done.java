package org.signet.guard.serve;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.signet.dkim.Signing;
import org.signet.guard.Decided;
import org.signet.message.Author;
import org.signet.message.Envelope;
import org.signet.verifier.Verification;

/// What the guard did with a message, for logs, metrics and the store.
///
/// @param queueId by which the mail server knows the message; empty where it does not say
/// @param envelope as the mail server told it
/// @param proof empty where the message was not judged
/// @param kept makes what decides about it again, for whoever keeps it; empty where the message was
///     not judged
/// @param signing empty where it was not to be signed
/// @param took from MAIL to the verdict
record Done(
    String queueId,
    Envelope envelope,
    Author author,
    Optional<Verification> proof,
    Optional<Supplier<KeptPassage>> kept,
    Decided decided,
    Optional<Signing> signing,
    Duration took) {}
