package org.signet.dmarc;

import java.util.List;
import org.signet.dns.Answer;
import org.signet.dns.Rdata;
import org.signet.foundation.text.Problem;

/// What one step of a tree walk found at `_dmarc.` of its name (RFC 9989 §4.10, steps 2 and 6).
public sealed interface Finding {
  /// One DMARC record, which counts.
  ///
  /// @param ignored TXT records beside it that are not DMARC records
  record Policy(DmarcRecord record, List<String> ignored, Answer<Rdata.Txt> answer)
      implements Finding {
    public Policy {
      ignored = List.copyOf(ignored);
    }
  }

  /// Several DMARC records. None counts.
  record Several(List<String> records, Answer<Rdata.Txt> answer) implements Finding {
    public Several {
      records = List.copyOf(records);
    }
  }

  /// One DMARC record, which contradicts itself and so does not count.
  record Unreadable(String text, Problem why, Answer<Rdata.Txt> answer) implements Finding {}

  /// No DMARC record: no TXT record at all, or others only.
  record Nothing(List<String> ignored, Answer<Rdata.Txt> answer) implements Finding {
    public Nothing {
      ignored = List.copyOf(ignored);
    }
  }

  /// Nothing was asked, because no record can be there: the name would be longer than a domain name
  /// may be, or holds octets that no mail domain holds.
  record Impossible() implements Finding {}

  /// The DNS did not answer: what stands there is unknown.
  record Unanswered(Answer.Failed<Rdata.Txt> failure) implements Finding {}

  /// The message had spent its DMARC queries ([Dmarc#MOST_QUERIES]): what stands there is unknown.
  record OverBudget() implements Finding {}
}
