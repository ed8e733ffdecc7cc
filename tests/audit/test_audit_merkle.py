"""The Merkle tree: the published test vectors of RFC 6962 implementations, and every proof of every small tree."""

import pytest

from recontact.audit import merkle

# Test inputs and roots published with the Certificate Transparency reference implementation (Apache-2.0)
INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = [merkle.leaf(bytes.fromhex(text)) for text in INPUTS]


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size: int) -> None:
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size]


def test_known_proofs() -> None:
    assert [step.hex()[:8] for step in merkle.inclusion_proof(LEAVES, 5)] == ["bc1a0643", "ca854ea1", "d37ee418"]
    assert [step.hex()[:8] for step in merkle.consistency_proof(LEAVES, 6)] == ["0ebc5d34", "ca854ea1", "d37ee418"]


def test_every_inclusion() -> None:
    leaves = [merkle.leaf(bytes([number])) for number in range(21)]
    for size in range(1, 22):
        top = merkle.root(leaves[:size])
        for index in range(size):
            proof = merkle.inclusion_proof(leaves[:size], index)
            assert merkle.included(leaves[index], index, size, proof, top)
            assert not merkle.included(merkle.leaf(b"other"), index, size, proof, top)
            assert not merkle.included(leaves[index], index, size, [*proof, top], top)
            assert not merkle.included(leaves[index], (index + 1) % size, size, proof, top) or size == 1
    assert not merkle.included(leaves[0], 3, 2, [], leaves[0])


def test_every_consistency() -> None:
    leaves = [merkle.leaf(bytes([number])) for number in range(21)]
    for larger in range(22):
        new = larger, merkle.root(leaves[:larger])
        for size in range(larger + 1):
            old = size, merkle.root(leaves[:size])
            proof = merkle.consistency_proof(leaves[:larger], size)
            assert merkle.consistent(old, new, proof)
            assert not merkle.consistent((size, merkle.leaf(b"other")), new, proof)
            assert size == larger or not merkle.consistent(new, old, proof)
