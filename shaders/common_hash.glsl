// Integer hashing, bit for bit the same as liminal/random.py.
// C. Wellons, "Prospecting for Hash Functions", 2018: lowbias32, bias 0.17.

uint lowbias32(uint x)
{
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}

// Hash of several values, one after the other; the multiplier is 2^32 / golden ratio.
uint hash(uint a) { return lowbias32(a); }
uint hash(uint a, uint b) { return lowbias32(hash(a) * 0x9E3779B9u + b); }
uint hash(uint a, uint b, uint c) { return lowbias32(hash(a, b) * 0x9E3779B9u + c); }
uint hash(uint a, uint b, uint c, uint d) { return lowbias32(hash(a, b, c) * 0x9E3779B9u + d); }

// A float in [0, 1): the upper 24 bits, which a float holds exactly.
float unit_float(uint h) { return float(h >> 8) * (1.0 / 16777216.0); }
