/// Holds ARCHITECTURE.md against the house.
@NullMarked
package org.signet.testing.house;

import org.jspecify.annotations.NullMarked;
