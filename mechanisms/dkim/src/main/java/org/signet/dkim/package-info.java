/// DomainKeys Identified Mail: who took responsibility for a message?
@NullMarked
package org.signet.dkim;

import org.jspecify.annotations.NullMarked;
