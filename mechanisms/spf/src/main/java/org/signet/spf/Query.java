package org.signet.spf;

import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.dns.Type;
import org.signet.foundation.text.Domain;

/// One question to the DNS and its answer.
public record Query<R extends Rdata>(Domain name, Type<R> type, Answer<R> answer) {}
