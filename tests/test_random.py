"""The hash is the published one, Python and numpy agree, and draws are even."""

import numpy as np

from liminal.random import Dice, Stream, lowbias32, mix, mix_arrays, normals, units


def test_lowbias32_is_a_permutation_with_the_published_avalanche() -> None:
    # Wellons gives a bias of 0.174 for these constants: each input bit flips each output bit half the time.
    words = np.arange(0, 2**32, 2**32 // 4096, dtype=np.uint64) * 2654435761 % 2**32
    hashed = np.array([lowbias32(int(word)) for word in words])
    assert len(set(hashed.tolist())) == len(words)
    for bit in range(32):
        flipped = np.array([lowbias32(int(word) ^ 1 << bit) for word in words])
        share = ((hashed ^ flipped)[:, None] >> np.arange(32) & 1).mean(axis=0)
        assert np.abs(share - 0.5).max() < 0.05, bit


def test_lowbias32_matches_the_formula_written_in_c() -> None:
    # Computed with a C compiler from the formula in "Prospecting for hash functions".
    assert [lowbias32(word) for word in (0, 1, 0xFFFFFFFF)] == [0, 1753845952, 1734902346]


def test_arrays_and_numbers_hash_alike_whatever_the_sign() -> None:
    numbers = np.array([-(2**31), -7, -1, 0, 1, 12345, 2**31 - 1])
    assert mix_arrays(5, numbers, 9).tolist() == [mix(5, int(number), 9) for number in numbers]
    assert mix_arrays(5, 6).tolist() == [mix(5, 6)]


def test_order_and_place_of_values_count() -> None:
    assert len({mix(1, 2), mix(2, 1), mix(1, 2, 0), mix(1, 0, 2), mix(1)}) == 5


def test_dice_are_even_and_stay_in_range() -> None:
    dice = Dice(3, Stream.LATTICE)
    throws = np.array([dice.between(-2, 3) for _ in range(12_000)])
    counts = np.bincount(throws + 2, minlength=6)
    # Five standard deviations of a binomial with p = 1/6.
    assert len(counts) == 6
    assert np.abs(counts - 2000).max() < 5 * np.sqrt(12_000 * 5 / 36)
    values = units(mix_arrays(8, np.arange(100_000)))
    assert values.min() >= 0
    assert values.max() < 1
    assert abs(values.mean() - 0.5) < 0.005


def test_dice_repeat_themselves_and_differ_by_name() -> None:
    first, again, other = Dice(1, Stream.DISTRICT), Dice(1, Stream.DISTRICT), Dice(1, Stream.BORDER)
    throws = [first.unit() for _ in range(600)]
    assert throws == [again.unit() for _ in range(600)]
    assert throws != [other.unit() for _ in range(600)]


def test_no_two_streams_share_a_number() -> None:
    """An enumeration would take the second for another name of the first."""
    assert len(Stream.__members__) == len(list(Stream))


def test_normal_deviates_have_the_moments_of_the_distribution_and_are_independent() -> None:
    deviates = normals(np.arange(200_000), int(Stream.TAPE_NOISE))
    # Each within five standard errors.
    assert abs(deviates.mean()) < 5 / 200_000**0.5
    assert abs(deviates.var() - 1) < 5 * (2 / 200_000) ** 0.5
    assert abs((deviates**4).mean() - 3) < 5 * (96 / 200_000) ** 0.5
    assert abs(np.corrcoef(deviates[:-1], deviates[1:])[0, 1]) < 5 / 200_000**0.5
    assert abs(np.corrcoef(deviates, normals(np.arange(200_000), int(Stream.SENSOR)))[0, 1]) < 5 / 200_000**0.5
